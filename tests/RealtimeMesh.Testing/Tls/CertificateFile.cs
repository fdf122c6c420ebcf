using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RealtimeMesh.Testing.Tls;

/// <summary>A certificate as operators give it to a process, and clients that trust it alone.</summary>
public sealed class CertificateFile : IDisposable
{
    private const string Password = "only-for-a-test";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.pfx");
    private readonly string _thumbprint;

    public CertificateFile()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _thumbprint = certificate.Thumbprint;
        File.WriteAllBytes(_path, certificate.Export(X509ContentType.Pfx, Password));
    }

    public (string Key, string Value)[] Settings => [("Kestrel:Certificates:Default:Path", _path), ("Kestrel:Certificates:Default:Password", Password)];

    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        ResponseDrainTimeout = TimeSpan.Zero,
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == _thumbprint },
    });

    public void Dispose() => File.Delete(_path);
}
