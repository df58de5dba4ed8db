//! What packages install beside the binary, and what they say of it.

use std::fs;

use iamd_server::config::TABLE;

use crate::binary::{output, path};

#[test]
fn every_shell_learns_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script, _) = output(&["completions", shell]);
        assert_eq!(code, Some(0), "{shell}");
        for word in ["serve", "explain", "root-password", "data-dir"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let (code, _, told) = output(&["completions", "sh"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("possible values"), "{told}");
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let (code, page, _) = output(&["man"]);
    assert_eq!(code, Some(0));
    assert!(page.contains(".TH iamd 1"), "{page}");

    let folder = tempfile::tempdir().unwrap();
    let (code, _, told) = output(&["man", "--out", path(folder.path())]);
    assert_eq!(code, Some(0), "{told}");
    for name in ["iamd", "iamd-serve", "iamd-account-root-password"] {
        let page = fs::read_to_string(folder.path().join(format!("{name}.1"))).unwrap();
        assert!(page.contains(&format!(".TH {name} 1")), "{name}: {page}");
    }
    let page = fs::read_to_string(folder.path().join("iamd-keys-list.1")).unwrap();
    for section in ["EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"] {
        assert!(page.contains(&format!(".SH \"{section}\"\n")), "{page}");
    }
    assert!(page.contains("\niamd(1)\n"), "{page}");
    let deeper = folder.path().join("share").join("man1");
    let (code, _, told) = output(&["man", "--out", path(&deeper)]);
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert!(deeper.join("iamd.1").is_file());
    let file = deeper.join("iamd.1");
    let (code, _, told) = output(&["man", "--out", path(&file)]);
    assert_eq!(code, Some(1));
    assert!(
        told.starts_with("iamd: cannot make the directory "),
        "{told}"
    );
}

#[test]
fn the_packages_set_what_there_is_to_set() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging");
    for file in ["docker/Dockerfile", "systemd/iamd.service"] {
        let text = fs::read_to_string(format!("{folder}/{file}")).unwrap();
        let names = text
            .split(|letter: char| !letter.is_ascii_uppercase() && letter != '_')
            .filter(|word| word.starts_with("IAMD_"));
        let mut found = 0;
        for name in names {
            assert!(
                TABLE.iter().any(|row| row.variable() == name),
                "{file}: there is no {name}"
            );
            found += 1;
        }
        assert!(found > 0, "{file} sets nothing");
    }
}
