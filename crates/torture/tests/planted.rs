//! A run is worth something only if it notices what it is for: with one kind of sync taken out,
//! something is found. One test for each kind, so that they share the time.

use std::collections::BTreeSet;

use iamd_torture::{Sync, run_without};

/// Of each kind, how many lives it takes at most, and how many losses of power in each.
const SEEDS: std::ops::Range<u64> = 0..40;
const ROUNDS: u64 = 12;

/// A test for each kind of sync.
macro_rules! missed {
    ($($name:ident = $sync:ident,)*) => {
        $(
            #[test]
            fn $name() {
                let found = run_without(Sync::$sync, SEEDS, ROUNDS);
                assert!(found.is_some(), "the sync was not missed");
            }
        )*

        #[test]
        fn no_kind_is_without_a_test() {
            let tested = [$(Sync::$sync,)*].map(|sync| format!("{sync:?}"));
            let all = Sync::ALL.map(|sync| format!("{sync:?}"));
            assert_eq!(BTreeSet::from(tested), BTreeSet::from(all));
        }
    };
}

missed! {
    the_store_of_the_directory = DirectoryFile,
    the_store_of_the_objects = ObjectsFile,
    the_names_in_the_data_directory = DataFolder,
    the_name_of_the_data_directory = ParentFolder,
    the_bytes_of_objects = BlobFile,
    the_names_of_blobs = BlobDrawer,
    the_names_of_drawers = BlobEpoch,
    the_names_of_epochs = BlobRoot,
    the_audit_log = AuditFile,
    how_far_the_audit_log_is = AuditHead,
    the_keyring = Keyrings,
    the_master_key = MasterKey,
    the_mark_of_the_data_directory = Format,
    the_root_key = RootCredentials,
}
