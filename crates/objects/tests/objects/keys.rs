//! Keys with every kind of character, up to the longest.

use iamd_objects::ListRequest;

use super::world::{World, run};

fn odd_keys() -> Vec<String> {
    let mut keys: Vec<String> = (0..=0x7f_u8)
        .map(|byte| char::from(byte).to_string())
        .collect();
    keys.extend((0..=0x7f_u8).map(|byte| format!("x{}y", char::from(byte))));
    for text in [
        "é",
        "日本語",
        "😀",
        "\u{7ff}",
        "\u{800}",
        "\u{ffff}",
        "\u{10ffff}",
        "a\0\u{1}\u{2}",
        "../..",
        "//",
    ] {
        keys.push(text.to_owned());
    }
    for text in ["\0", "\u{1}", "a", "/", "é", "😀"] {
        keys.push(text.repeat(1024 / text.len()));
    }
    keys
}

#[test]
fn every_key_is_stored_found_and_listed_in_the_order_of_bytes() {
    run(async {
        let world = World::new().await;
        let mut keys = odd_keys();
        for key in &keys {
            world.put(key, key.as_bytes()).await.unwrap();
        }
        for key in &keys {
            assert_eq!(world.read(key, None).await.unwrap(), key.as_bytes());
        }
        keys.sort_unstable();
        let mut listed = Vec::new();
        let mut request = ListRequest {
            max: 7,
            ..ListRequest::default()
        };
        loop {
            let page = world.list(&request).await;
            assert!(page.objects.len() <= 7);
            listed.extend(page.objects.iter().map(|object| object.key.to_string()));
            match page.next {
                Some(next) => request.after = Some(next),
                None => break,
            }
        }
        assert_eq!(listed, keys);
        for key in &keys {
            world.delete(key).await.unwrap();
        }
        assert_eq!(world.records("current").await, 0);
        assert_eq!(world.records("small").await, 0);
    });
}
