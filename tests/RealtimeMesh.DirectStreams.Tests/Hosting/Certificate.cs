using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>What servers of all tests show, and their clients trust.</summary>
internal static class Certificate
{
    public static readonly X509Certificate2 Own = Create();

    /// <summary>For https endpoints.</summary>
    public static void Use(WebApplicationBuilder builder) => builder.WebHost.UseKestrelHttpsConfiguration()
        .ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Own));

    public static SslClientAuthenticationOptions Trusted(Wire wire = Wire.Tls13) => new()
    {
        TargetHost = "localhost",
        EnabledSslProtocols = wire is Wire.Tls12 ? SslProtocols.Tls12 : SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == Own.Thumbprint,
    };

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
