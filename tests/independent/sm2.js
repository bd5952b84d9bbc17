// SPDX-License-Identifier: GPL-3.0-or-later
// Checks SM2 values and SM3 digests with sm-crypto. Reads lines from standard input, writes a line for each:
//   digest MESSAGE                      the SM3 of the message
//   verify MESSAGE SIGNATURE POINT      "true" or "false"; SM2 with SM3, the standard's user id
// All in hexadecimal; the signature is DER SEQUENCE{r,s}, the point 04 x y.
'use strict';
const { sm2, sm3 } = require('sm-crypto');

const bytesOf = (hex) => Array.from(Buffer.from(hex, 'hex'));

function answer(line) {
    const [task, message, signature, point] = line.split(' ');
    if (task === 'digest')
        return sm3(bytesOf(message));
    const options = { der: true, hash: true, userId: '1234567812345678' };
    return String(sm2.doVerifySignature(bytesOf(message), signature, point, options));
}

const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
for (const line of lines)
    console.log(answer(line));
