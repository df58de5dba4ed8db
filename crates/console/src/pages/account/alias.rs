//! The alias of the account: a name that whoever signs in may type for its id.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{AccountPart, overview};
use crate::{answer::Answer, confirm::Confirm, filled::Filled, form::Post, visitor::Visit};

/// The fields of the form by the members of `CreateAccountAlias` that they become.
const MEMBERS: [(&str, &str); 1] = [("accountAlias", "account_alias")];

/// Gives the account an alias, in the place of the one that it has.
pub(super) async fn set<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let alias = fields.text("account_alias").trim();
    let members = [("AccountAlias", alias)];
    match visit.ask::<iam::CreateAccountAlias>(&members).await {
        Ok(()) => visit.done(AccountPart::Overview.path(), "alias-set", alias),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let filled = visit.refused_form(filled, &refused, &MEMBERS);
            overview::show_filled(&visit, Some(filled)).await
        }
    }
}

/// Takes the alias away. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().account;
    let path = AccountPart::Overview.path();
    let alias = fields.text("alias");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("AccountAlias", alias)];
        match visit.ask::<iam::DeleteAccountAlias>(&members).await {
            Ok(()) => return visit.done(path, "alias-deleted", alias),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_alias_lead.to_owned(),
        subject: alias.to_owned(),
        warning: Some(texts.delete_alias_warning.to_owned()),
        action: "/account/alias/delete".to_owned(),
        fields: vec![("alias", alias.to_owned()), ("confirm", "yes".to_owned())],
        button: texts.delete_alias,
        back: path.to_owned(),
        refusal,
    };
    let page = visit
        .page(texts.delete_alias_title)
        .at(crate::page::Section::Account)
        .below(visit.texts().frame.account, path);
    visit.confirm(page, confirm)
}
