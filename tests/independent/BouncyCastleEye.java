// SPDX-License-Identifier: GPL-3.0-or-later
// What Bouncy Castle thinks of our certificates, revocation lists, signed data and time stamps, and some of its own for
// us to think about. Each line of the standard input is one question, its words apart by blanks; the answer is a line:
// "ok", or "refused " and why. Files are named by their paths.
//   chain SECONDS ROOT AUTHORITY LEAF LIST…    path validation (RFC 5280 6) at a time, with lists and deltas
//   list ISSUER LIST                           the value of a revocation list
//   cms FILE                                   signed data with its content and its signer's certificate
//   cades FILE CONTENT                         the same, detached, that names its certificate as CAdES-B wants it
//   stamp REQUEST RESPONSE AUTHORITY           that the answer is one to the request, by that authority
//   make-stamp REQUEST KEY CERTIFICATE SECONDS OUT
//   make-list KEY CERTIFICATE SECONDS NUMBER BASE OUT [SERIAL:REASON…]     a delta, if BASE is not 0
//   make-cms KEY CERTIFICATE CONTENT OUT       detached
//   make-chain SECONDS FOLDER                  root.der, unit.der, unit.key
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jcajce.PKIXExtendedParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

public class BouncyCastleEye
{
    private static byte[] read(String path) throws Exception
    {
        return Files.readAllBytes(Path.of(path));
    }

    private static void write(String path, byte[] bytes) throws Exception
    {
        Files.write(Path.of(path), bytes);
    }

    private static CertificateFactory factory() throws Exception
    {
        return CertificateFactory.getInstance("X.509", "BC");
    }

    private static X509Certificate certificate(String path) throws Exception
    {
        return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(read(path)));
    }

    private static X509CRL list(String path) throws Exception
    {
        return (X509CRL) factory().generateCRL(new ByteArrayInputStream(read(path)));
    }

    private static PrivateKey key(String path) throws Exception
    {
        return KeyFactory.getInstance("EC", "BC").generatePrivate(new PKCS8EncodedKeySpec(read(path)));
    }

    private static Date date(String seconds)
    {
        return new Date(Long.parseLong(seconds) * 1000);
    }

    private static ContentSigner signer(PrivateKey key) throws Exception
    {
        return new JcaContentSignerBuilder("SM3withSM2").setProvider("BC").build(key);
    }

    private static DigestCalculatorProvider digests() throws Exception
    {
        return new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
    }

    private static void chain(String[] words) throws Exception
    {
        PKIXParameters basis = new PKIXParameters(Set.of(new TrustAnchor(certificate(words[2]), null)));
        List<Object> known = new ArrayList<>();
        for (int i = 5; i < words.length; ++i)
            known.add(list(words[i]));
        basis.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known), "BC"));
        basis.setRevocationEnabled(true);
        basis.setDate(date(words[1]));
        PKIXExtendedParameters parameters =
            new PKIXExtendedParameters.Builder(basis).setUseDeltasEnabled(true).build();
        CertPath path = factory().generateCertPath(List.of(certificate(words[4]), certificate(words[3])));
        CertPathValidator.getInstance("PKIX", "BC").validate(path, parameters);
    }

    private static void cms(String path) throws Exception
    {
        CMSSignedData data = new CMSSignedData(read(path));
        if (data.getSignerInfos().size() != 1)
            throw new Exception("signers");
        SignerInformation info = data.getSignerInfos().iterator().next();
        X509CertificateHolder holder =
            (X509CertificateHolder) data.getCertificates().getMatches(info.getSID()).iterator().next();
        if (!info.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder)))
            throw new Exception("value");
    }

    /// RFC 5035: the signed attribute holds the digest of the very certificate that verifies the value.
    private static void cades(String[] words) throws Exception
    {
        CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(read(words[2])), read(words[1]));
        SignerInformation info = data.getSignerInfos().iterator().next();
        X509CertificateHolder holder =
            (X509CertificateHolder) data.getCertificates().getMatches(info.getSID()).iterator().next();
        if (data.getSignerInfos().size() != 1
            || !info.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder)))
            throw new Exception("value");
        Attribute attribute = info.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        ESSCertIDv2[] named = SigningCertificateV2.getInstance(attribute.getAttrValues().getObjectAt(0)).getCerts();
        String method = named[0].getHashAlgorithm().getAlgorithm().getId();
        byte[] digest = MessageDigest.getInstance(method, "BC").digest(holder.getEncoded());
        if (named.length != 1 || !Arrays.equals(digest, named[0].getCertHash()))
            throw new Exception("certificate");
    }

    private static void stamp(String[] words) throws Exception
    {
        TimeStampResponse response = new TimeStampResponse(read(words[2]));
        response.validate(new TimeStampRequest(read(words[1])));
        response.getTimeStampToken().validate(
            new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate(words[3])));
    }

    private static void makeStamp(String[] words) throws Exception
    {
        X509Certificate authority = certificate(words[3]);
        SignerInfoGenerator signing =
            new JcaSignerInfoGeneratorBuilder(digests()).build(signer(key(words[2])), authority);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(signing,
            digests().get(new AlgorithmIdentifier(GMObjectIdentifiers.sm3)), new ASN1ObjectIdentifier("1.2.3.4.5"));
        tokens.addCertificates(new JcaCertStore(List.of(authority)));
        TimeStampResponseGenerator answers =
            new TimeStampResponseGenerator(tokens, Set.of(GMObjectIdentifiers.sm3.getId()));
        TimeStampRequest request = new TimeStampRequest(read(words[1]));
        write(words[5], answers.generate(request, BigInteger.valueOf(77), date(words[4])).getEncoded());
    }

    private static void makeList(String[] words) throws Exception
    {
        Date issued = date(words[3]);
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate(words[2]), issued);
        builder.setNextUpdate(new Date(issued.getTime() + 30L * 24 * 3600 * 1000));
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(new BigInteger(words[4])));
        if (!words[5].equals("0"))
            builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(new BigInteger(words[5])));
        for (String entry : Arrays.copyOfRange(words, 7, words.length)) {
            String[] parts = entry.split(":");
            builder.addCRLEntry(new BigInteger(parts[0], 16), issued, Integer.parseInt(parts[1]));
        }
        write(words[6], builder.build(signer(key(words[1]))).getEncoded());
    }

    private static void makeCms(String[] words) throws Exception
    {
        X509Certificate certificate = certificate(words[2]);
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
            new JcaSignerInfoGeneratorBuilder(digests()).build(signer(key(words[1])), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        write(words[4],
            generator.generate(new CMSProcessableByteArray(read(words[3])), false).toASN1Structure().getEncoded("DER"));
    }

    private static KeyPair newKey() throws Exception
    {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "BC");
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        return generator.generateKeyPair();
    }

    private static byte[] issue(String subject, KeyPair of, KeyPair by, String issuer, Date from, boolean isAuthority)
        throws Exception
    {
        Date to = new Date(from.getTime() + 365L * 24 * 3600 * 1000);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(issuer),
            BigInteger.valueOf(isAuthority ? 1 : 2), from, to, new X500Name(subject), of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        builder.addExtension(Extension.keyUsage, true,
            new KeyUsage(isAuthority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        return builder.build(signer(by.getPrivate())).getEncoded();
    }

    private static void makeChain(String[] words) throws Exception
    {
        KeyPair root = newKey();
        KeyPair unit = newKey();
        write(words[2] + "/root.der", issue("CN=\u6839", root, root, "CN=\u6839", date(words[1]), true));
        write(words[2] + "/unit.der", issue("CN=\u5355\u4f4d", unit, root, "CN=\u6839", date(words[1]), false));
        write(words[2] + "/unit.key", unit.getPrivate().getEncoded());
    }

    private static void answer(String[] words) throws Exception
    {
        switch (words[0]) {
        case "chain" -> chain(words);
        case "list" -> list(words[2]).verify(certificate(words[1]).getPublicKey(), "BC");
        case "cms" -> cms(words[1]);
        case "cades" -> cades(words);
        case "stamp" -> stamp(words);
        case "make-stamp" -> makeStamp(words);
        case "make-list" -> makeList(words);
        case "make-cms" -> makeCms(words);
        case "make-chain" -> makeChain(words);
        default -> throw new Exception("no such question");
        }
    }

    /** What is behind wrappers is what a person wants to read. */
    private static String reasonOf(Throwable failure)
    {
        String reason = failure.getClass().getSimpleName() + " " + failure.getMessage();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause())
            reason += ": " + cause.getMessage();
        return reason.replace('\n', ' ');
    }

    public static void main(String[] arguments) throws Exception
    {
        Security.addProvider(new BouncyCastleProvider());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            try {
                answer(line.split(" "));
                System.out.println("ok");
            } catch (Exception failure) {
                System.out.println("refused " + reasonOf(failure));
            }
        }
    }
}
