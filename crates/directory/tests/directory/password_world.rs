//! Passwords: what administrators, users and whoever signs in do with them.

use iamd_api::iam;
use iamd_auth::{
    ConsoleSessionId, ConsoleSessions, Network, PasswordAttempt, PasswordHolder, PasswordState,
    Passwords, SessionOwner, SignIn, SignInName, SignInRefusal, SignInStep, SystemReason,
    SystemWork, Target,
};
use iamd_directory::{Error, LoginProfile, PasswordPolicy};
use iamd_ident::{Secret, UserName};

use crate::world::{World, account};

pub(crate) const PASSWORD: &str = "Correct-Horse-1";
pub(crate) const OTHER: &str = "Battery-Staple-2";

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// Where those are who sign in.
pub(crate) fn network() -> Network {
    Network::of([192, 0, 2, 1].into())
}

pub(crate) fn operator() -> SystemWork {
    SystemWork::new(SystemReason::Operator)
}

impl World {
    pub(crate) async fn give_password(
        &self,
        name: &UserName,
        password: &str,
    ) -> Result<LoginProfile, Error> {
        self.create_login_profile(name, password, false).await
    }

    pub(crate) async fn create_login_profile(
        &self,
        name: &UserName,
        password: &str,
        reset_required: bool,
    ) -> Result<LoginProfile, Error> {
        let password = secret(password);
        let act = |permit| {
            self.directory
                .create_login_profile(permit, name, &password, reset_required)
        };
        self.with_permit::<iam::CreateLoginProfile, _, _, _>(Target::User(name.clone()), act)
            .await
    }

    pub(crate) async fn login_profile(&self, name: &UserName) -> Result<LoginProfile, Error> {
        let act = |permit| self.directory.get_login_profile(permit, name);
        self.with_permit::<iam::GetLoginProfile, _, _, _>(Target::User(name.clone()), act)
            .await
    }

    pub(crate) async fn update_login_profile(
        &self,
        name: &UserName,
        password: Option<&str>,
        reset_required: Option<bool>,
    ) -> Result<(), Error> {
        let password = password.map(secret);
        let act = |permit| {
            self.directory
                .update_login_profile(permit, name, password.as_ref(), reset_required)
        };
        self.with_permit::<iam::UpdateLoginProfile, _, _, _>(Target::User(name.clone()), act)
            .await
    }

    pub(crate) async fn delete_login_profile(&self, name: &UserName) -> Result<(), Error> {
        let act = |permit| self.directory.delete_login_profile(permit, name);
        self.with_permit::<iam::DeleteLoginProfile, _, _, _>(Target::User(name.clone()), act)
            .await
    }

    pub(crate) async fn change_password(
        &self,
        name: &UserName,
        old: &str,
        new: &str,
    ) -> Result<(), Error> {
        let (old, new) = (secret(old), secret(new));
        let act = |permit| self.directory.change_password(permit, name, &old, &new);
        self.with_permit::<iam::ChangePassword, _, _, _>(Target::User(name.clone()), act)
            .await
    }

    pub(crate) async fn set_policy(&self, policy: PasswordPolicy) {
        let act = |permit| {
            self.directory
                .update_password_policy(permit, policy.clone())
        };
        self.with_permit::<iam::UpdateAccountPasswordPolicy, _, _, _>(Target::Any, act)
            .await
            .unwrap();
    }

    pub(crate) async fn policy_of_passwords(&self) -> Result<PasswordPolicy, Error> {
        let act = |permit| self.directory.get_password_policy(permit);
        self.with_permit::<iam::GetAccountPasswordPolicy, _, _, _>(Target::Any, act)
            .await
    }

    pub(crate) async fn drop_policy(&self) -> Result<(), Error> {
        let act = |permit| self.directory.delete_password_policy(permit);
        self.with_permit::<iam::DeleteAccountPasswordPolicy, _, _, _>(Target::Any, act)
            .await
    }

    pub(crate) async fn set_root_password(&self, password: &str) -> Result<(), Error> {
        let (work, password) = (operator(), secret(password));
        self.directory
            .set_root_password(&work, account(), &password)
            .await
    }

    pub(crate) async fn remove_root_password(&self) -> bool {
        let work = operator();
        let removed = self.directory.remove_root_password(&work, account());
        removed.await.unwrap()
    }

    /// Whose password it is, as a page asks that signs in.
    pub(crate) async fn check(&self, name: &SignInName, password: &str) -> Option<PasswordHolder> {
        let password = secret(password);
        let holder = self
            .directory
            .check_password(Some(name), &password, network());
        holder.await.unwrap()
    }

    /// What a right password of a user is good for.
    pub(crate) async fn state(&self, name: &UserName, password: &str) -> Option<PasswordState> {
        let name = SignInName::User(account(), name.clone());
        self.check(&name, password).await.map(|holder| holder.state)
    }

    /// Signs a user or the root user in.
    pub(crate) async fn sign_in(
        &self,
        user_name: Option<&str>,
        password: &str,
    ) -> Result<ConsoleSessionId, SignInRefusal> {
        let attempt = PasswordAttempt {
            account: "123456789012",
            user_name,
            password: &secret(password),
            request: &self.request(),
        };
        let random = iamd_testkit::SeededRandom::new(7);
        let sign_in = SignIn::default();
        match sign_in.with_password(&self.guard, &random, attempt).await? {
            SignInStep::Done(id) => Ok(id),
            SignInStep::CodeWanted(_) => panic!("nobody has a device"),
        }
    }

    /// Whether a console session still counts.
    pub(crate) async fn counts(&self, id: &ConsoleSessionId) -> bool {
        let session = self.directory.console_session(id).await.unwrap();
        session.is_some()
    }

    pub(crate) async fn holder_of(&self, owner: &SessionOwner) -> Option<PasswordHolder> {
        self.directory.password_holder(owner).await.unwrap()
    }
}
