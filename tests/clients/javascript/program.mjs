// What a program in JavaScript does in a bucket; prints what it saw as JSON.
//
// Credentials, region and endpoint come from the environment, the bucket from the command line.

import { Readable } from "node:stream";

import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const MIB = 1024 * 1024;
const Bucket = process.argv[2];
const Key = "a b/+ä";
const client = new S3Client({ forcePathStyle: true, maxAttempts: 1 });

/** The error that a command ends with. */
async function refused(command) {
  try {
    await client.send(command);
  } catch (error) {
    return error;
  }
  throw new Error(`${command.constructor.name} was not refused`);
}

/** Uploads in parts, and returns the length of what can be read afterwards. */
async function upload(name, Body) {
  const params = { Bucket, Key: name, Body };
  await new Upload({ client, params, partSize: 5 * MIB }).done();
  const { Body: read } = await client.send(new GetObjectCommand({ Bucket, Key: name }));
  return (await read.transformToByteArray()).length;
}

const seen = {};
const put = { Bucket, Key, Body: "by JavaScript", Metadata: { a: "b" } };
await client.send(new PutObjectCommand(put));
const got = await client.send(new GetObjectCommand({ Bucket, Key }));
seen.got = await got.Body.transformToString();
seen.metadata = got.Metadata;

seen.large = await upload("large", Buffer.alloc(12 * MIB));
seen.stream = await upload("stream", Readable.from([Buffer.alloc(4 * MIB), Buffer.alloc(2 * MIB)]));
const listed = await client.send(new ListObjectsV2Command({ Bucket }));
seen.keys = listed.Contents.map((entry) => entry.Key);

const readUrl = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
seen["by URL"] = await (await fetch(readUrl)).text();
const toPut = new PutObjectCommand({ Bucket, Key: "by url" });
const writeUrl = await getSignedUrl(client, toPut, { expiresIn: 60 });
seen["put by URL"] = (await fetch(writeUrl, { method: "PUT", body: "by URL" })).status;

seen.conditional = (await refused(new PutObjectCommand({ ...put, IfNoneMatch: "*" }))).name;
const denied = await refused(new PutBucketPolicyCommand({ Bucket, Policy: "{}" }));
seen.refused = [denied.name, denied.$metadata.httpStatusCode];
seen.missing = (await refused(new GetObjectCommand({ Bucket, Key: "missing" }))).name;

const wanted = { Objects: [{ Key }, { Key: "by url" }] };
const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: wanted }));
seen.deleted = deleted.Deleted.map((entry) => entry.Key);
console.log(JSON.stringify(seen));
