namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>What is between client and server.</summary>
public enum Wire
{
    Plain,
    Tls12,
    Tls13,
}
