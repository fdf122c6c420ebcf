using RealtimeMesh.Compare.Contenders;

namespace RealtimeMesh.Compare.Tests.Contenders;

public sealed class PeerContenderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    [Fact]
    public void Peer_takes_part_where_its_description_says()
    {
        Describe("""{ "name": "mine", "scenarios": ["peers"], "processes": [{ "command": ["x"] }], "load": [] }""");
        var peer = Assert.Single(PeerContender.All(_root.FullName));

        Assert.Equal("mine", peer.Name);
        Assert.True(peer.TakesPartIn("peers"));
        Assert.False(peer.TakesPartIn("memory"));
    }

    [Theory]
    [InlineData("""{ "name": "mine" }""")]
    [InlineData("""{ "name": "mine", "scenarios": [], "processes": [], "load": [], "portt": 1 }""")]
    [InlineData("no JSON")]
    public void Malformed_description_is_an_error_that_names_its_file(string description)
    {
        Describe(description);
        var failure = Assert.Throws<InvalidOperationException>(() => PeerContender.All(_root.FullName).ToList());

        Assert.Contains("peer.json", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Describe(string description) =>
        File.WriteAllText(Path.Combine(_root.CreateSubdirectory("bench/peers/mine").FullName, "peer.json"), description);
}
