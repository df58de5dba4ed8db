use iamd_policy::*;
use std::collections::BTreeMap;
#[test]
fn scratch() {
    let text = std::fs::read_to_string("/tmp/managed.jsonl").unwrap();
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut compile = std::time::Duration::ZERO;
    let mut parse = std::time::Duration::ZERO;
    let mut biggest = (0, 0, std::time::Duration::ZERO, std::time::Duration::ZERO, std::time::Duration::ZERO);
    for line in text.lines() {
        let (name, doc) = line.split_once('\t').unwrap();
        let t = std::time::Instant::now();
        let document = Document::parse(doc).unwrap();
        let p = t.elapsed();
        parse += p;
        let t = std::time::Instant::now();
        let c = std::sync::Arc::new(document.compile());
        let e = t.elapsed();
        compile += e;
        let t = std::time::Instant::now();
        let pp = PrincipalPolicies::new([(PolicySource::new("x", SourceKind::AwsManaged), c)]);
        let m = t.elapsed();
        if doc.len() > biggest.0 { biggest = (doc.len(), pp.statement_count(), p, e, m); }
        let r = match document.validate(DocumentKind::Identity) { Ok(()) => "ok".to_owned(), Err(e) => e.to_string() };
        let entry = counts.entry(r).or_insert((0, name.to_owned()));
        entry.0 += 1;
    }
    println!("{counts:#?} parse {parse:?} compile {compile:?} biggest {biggest:?}");
}
