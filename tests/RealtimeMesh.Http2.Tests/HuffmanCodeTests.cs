using System.Buffers;
using System.Text;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.Http2.Tests;

public sealed class HuffmanCodeTests
{
    /// <summary>The examples of RFC 7541, appendix C.</summary>
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95ba97d7f", "custom-key")]
    [InlineData("25a849e95bb8e8b4bf", "custom-value")]
    [InlineData("6402", "302")]
    [InlineData("640eff", "307")]
    [InlineData("aec3771a4b", "private")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData("9d29ad171863c78f0b97c8e9ae82ae43d3", "https://www.example.com")]
    [InlineData(
        "94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")]
    [InlineData("", "")]
    public void Examples_of_the_RFC_are_read(string encoded, string text) => Assert.Equal(text, Decode(encoded));

    [Theory]
    [InlineData("ff")]
    [InlineData("fffffffc")]
    [InlineData("f1e3c2e5f23a6ba0ab90f400")]
    [InlineData("00")]
    [InlineData("6402ff")]
    public void Wrong_padding_and_the_end_symbol_are_refused(string encoded) =>
        Assert.Equal(Http2ErrorCode.CompressionError, Assert.Throws<Http2Exception>(() => Decode(encoded)).Code);

    [Fact]
    public void Any_bytes_are_a_string_or_refused()
    {
        var random = new Random(7541);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            try
            {
                Assert.InRange(Decode(Convert.ToHexString(bytes)).Length, 0, bytes.Length * 8 / 5);
            }
            catch (Http2Exception refused)
            {
                Assert.Equal(Http2ErrorCode.CompressionError, refused.Code);
            }
        }
    }

    private static string Decode(string encoded)
    {
        var text = new ArrayBufferWriter<byte>();
        HuffmanCode.Decode(Convert.FromHexString(encoded), text);
        return Encoding.Latin1.GetString(text.WrittenSpan);
    }
}
