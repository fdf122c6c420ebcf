using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>A self-signed certificate for 127.0.0.1, in a file until it is disposed of.</summary>
internal sealed class Certificate : IDisposable
{
    public const string Password = "bench";

    public Certificate(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow().AddDays(1));

        File = Path.GetTempFileName();
        System.IO.File.WriteAllBytes(File, certificate.Export(X509ContentType.Pfx, Password));
    }

    public string File { get; }

    public void Dispose() => System.IO.File.Delete(File);
}
