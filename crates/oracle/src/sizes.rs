//! The size of inline policies: white space is not counted, and all of them together count.

use crate::{
    fault::{Fault, Faults},
    generate::Chance,
};

/// Whether one user, group or role may hold these inline policies.
pub(crate) fn fits(documents: &[String], characters_max: usize, faults: Faults) -> bool {
    let sizes = documents.iter().map(|document| size(document, faults));
    if faults.has(Fault::SizesNotAdded) {
        return sizes.max().unwrap_or_default() <= characters_max;
    }
    sizes.sum::<usize>() <= characters_max
}

fn size(document: &str, faults: Faults) -> usize {
    let counts = |character: &char| {
        faults.has(Fault::WhiteSpaceCounted) || !matches!(character, ' ' | '\t' | '\n' | '\r')
    };
    document.chars().filter(counts).count()
}

/// Documents with more or less white space, and a limit that they just keep or just break.
pub(crate) fn draw(chance: &mut Chance) -> (Vec<String>, usize) {
    let mut documents = Vec::new();
    for _ in 0..=chance.below(3) {
        let space = chance.word(&["", " ", "\n", "\t", "\r\n", "    "]);
        let name = chance.word(&["s3:GetObject", "s3:*", "iam:ListUsers"]);
        documents.push(format!(
            r#"{{{space}"Version":{space}"2012-10-17",{space}"Statement": {{"Effect":"Allow",{space}"Action":"{name}","Resource":"*"}}}}"#
        ));
    }
    let sum: usize = documents
        .iter()
        .map(|document| size(document, Faults::NONE))
        .sum();
    // One character too many as often as none.
    let characters_max = if chance.percent(50) { sum } else { sum - 1 };
    (documents, characters_max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_free_and_sizes_add_up() {
        let documents = ["{ \"a\":\t1 }\n".to_owned(), "{}".to_owned()];
        assert!(fits(&documents, 9, Faults::NONE));
        assert!(!fits(&documents, 8, Faults::NONE));
        assert!(!fits(&documents, 9, Faults::one(Fault::WhiteSpaceCounted)));
        assert!(fits(&documents, 7, Faults::one(Fault::SizesNotAdded)));
    }
}
