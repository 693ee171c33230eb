// Unpacks the browser of the npm package into the folder given and prints how to start it. A process of its own,
// because the package changes the environment of the process that loads it.

process.env["TMPDIR"] = process.argv[2];
// Makes the package unpack its own copies of the libraries that a bare machine lacks.
process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs24.x";

const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
