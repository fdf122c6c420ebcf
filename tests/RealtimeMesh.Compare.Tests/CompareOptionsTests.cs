namespace RealtimeMesh.Compare.Tests;

public sealed class CompareOptionsTests
{
    [Theory]
    [InlineData("edge,nchan", "edge|nchan")]
    [InlineData("edge, TLS,edge behind the gateway", "edge, TLS|edge behind the gateway")]
    public void Names_of_contenders_may_have_commas_themselves(string value, string names) =>
        Assert.Equal(names.Split('|'), CompareOptions.Parse(["fan-out", "--contenders", value]).Contenders);

    [Theory]
    [InlineData("--rounds", "0", "--rounds is '0'; it must be a number from 1.")]
    [InlineData("--speed", "9", "--speed is unknown.")]
    public void What_is_wrong_is_named(string name, string value, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => CompareOptions.Parse([name, value])).Message);
}
