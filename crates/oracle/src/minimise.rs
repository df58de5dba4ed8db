//! Making a question small, so that a person can read it.

use crate::json::Json;

/// Takes away whatever can go while the question keeps what is interesting about it.
pub(crate) fn minimise(line: &str, keeps: &dyn Fn(&str) -> bool) -> String {
    let Ok(mut json) = Json::parse(line) else {
        return line.to_owned();
    };
    if !keeps(&json.to_string()) {
        return line.to_owned();
    }
    while let Some(smaller) = smaller(&json).into_iter().find(|it| keeps(&it.to_string())) {
        json = smaller;
    }
    json.to_string()
}

/// The value with one thing less, in every way; large things first.
fn smaller(json: &Json) -> Vec<Json> {
    let mut found = Vec::new();
    match json {
        Json::Object(members) => {
            for index in 0..members.len() {
                found.push(Json::Object(without(members, index)));
            }
            for (index, (name, value)) in members.iter().enumerate() {
                let with = |value| Json::Object(replaced(members, index, (name.clone(), value)));
                found.extend(smaller(value).into_iter().map(with));
            }
        }
        Json::List(items) => {
            if let [only] = items.as_slice() {
                found.push(only.clone());
            }
            for index in 0..items.len() {
                found.push(Json::List(without(items, index)));
            }
            for (index, item) in items.iter().enumerate() {
                let with = |value| Json::List(replaced(items, index, value));
                found.extend(smaller(item).into_iter().map(with));
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
    }
    found
}

fn without<T: Clone>(things: &[T], index: usize) -> Vec<T> {
    let others = things
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    others.map(|(_, thing)| thing.clone()).collect()
}

fn replaced<T: Clone>(things: &[T], index: usize, by: T) -> Vec<T> {
    let mut things = things.to_vec();
    if let Some(thing) = things.get_mut(index) {
        *thing = by;
    }
    things
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_interesting() {
        let line = r#"{"a":[1,2,{"b":"x","c":"y"}],"d":{}}"#;
        assert_eq!(
            minimise(line, &|it| it.contains("\"y\"")),
            r#"{"a":{"c":"y"}}"#
        );
        assert_eq!(minimise(line, &|_| false), line);
    }
}
