using System.Buffers;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.Http2.Tests;

public sealed class HeaderDecoderTests
{
    private static readonly (string, string)[] Redirect =
    [
        (":status", "302"), ("cache-control", "private"), ("date", "Mon, 21 Oct 2013 20:13:21 GMT"), ("location", "https://www.example.com"),
    ];

    /// <summary>RFC 7541, C.5.1 and C.6.1. They ask for entries of a dynamic table, which one of no size ignores.</summary>
    [Theory]
    [InlineData("4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d")]
    [InlineData("488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3")]
    public void Examples_of_the_RFC_are_read(string block) => Assert.Equal(Redirect, Decode(block));

    [Theory]
    [InlineData("88", ":status", "200")]
    [InlineData("2088", ":status", "200")]
    [InlineData("0003612d6203633d64", "a-b", "c=d")]
    [InlineData("1003612d6203633d64", "a-b", "c=d")]
    [InlineData("4003612d6203633d64", "a-b", "c=d")]
    [InlineData("0f1003612f62", "content-type", "a/b")]
    public void Every_form_of_a_field_is_read(string block, string name, string value) => Assert.Equal([(name, value)], Decode(block));

    [Theory]
    [InlineData("80", "index 0")]
    [InlineData("be", "index 62: of a dynamic table")]
    [InlineData("8820", "table size behind a field")]
    [InlineData("3fe11f88", "a table of 4096 bytes")]
    [InlineData("0003612d", "name cut off")]
    [InlineData("0003612d62", "no value")]
    [InlineData("0003612d6204633d64", "value cut off")]
    [InlineData("ff", "number cut off")]
    [InlineData("ffffffffffffffffff7f", "number without an end")]
    [InlineData("007fffffffff0f", "length of a gigabyte")]
    public void Malformed_block_is_refused(string block, string what)
    {
        Assert.NotEmpty(what);
        Assert.Equal(Http2ErrorCode.CompressionError, Assert.Throws<Http2Exception>(() => Decode(block)).Code);
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(500, 1)]
    [InlineData(429, 5)]
    public void Status_is_written_by_the_table(int status, int bytes)
    {
        var block = new ArrayBufferWriter<byte>();
        HeaderEncoder.WriteStatus(block, status);

        Assert.Equal(bytes, block.WrittenCount);
        Assert.Equal([(":status", $"{status}")], HeaderDecoder.Decode(block.WrittenSpan));
    }

    [Fact]
    public void List_of_more_than_thirty_two_kibibytes_is_refused_however_small_it_is_encoded()
    {
        var block = new byte[2_000];
        block.AsSpan().Fill(0x88);

        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Assert.Throws<Http2Exception>(() => HeaderDecoder.Decode(block)).Code);
    }

    [Fact]
    public void What_the_encoder_writes_is_read_again()
    {
        var random = new Random(1);
        var fields = Enumerable.Range(0, 100)
            .Select(number => ($"x-{number}", new string([.. Enumerable.Range(0, random.Next(300)).Select(_ => (char)random.Next(' ', 127))])))
            .Append(("authorization", "Bearer a.b.c"))
            .Select(field => (Name: field.Item1, Value: field.Item2))
            .ToList();
        var block = new ArrayBufferWriter<byte>();
        fields.ForEach(field => HeaderEncoder.Write(block, field.Name, field.Value));

        Assert.Equal(fields, HeaderDecoder.Decode(block.WrittenSpan));
    }

    [Fact]
    public void A_token_is_never_indexed_by_anybody_on_the_way()
    {
        var block = new ArrayBufferWriter<byte>();

        HeaderEncoder.Write(block, "authorization", "Bearer a.b.c");

        Assert.Equal(0x10, block.WrittenSpan[0]);
    }

    [Theory]
    [InlineData(5, 10, "0a")]
    [InlineData(5, 1337, "1f9a0a")]
    [InlineData(7, 127, "7f00")]
    [InlineData(7, 128, "7f01")]
    public void Numbers_are_written_as_in_the_RFC(int prefixBits, int number, string bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        PrefixedInteger.Write(output, 0, prefixBits, number);
        ReadOnlySpan<byte> rest = output.WrittenSpan;

        Assert.Equal(bytes, Convert.ToHexStringLower(output.WrittenSpan));
        Assert.Equal(number, PrefixedInteger.Read(ref rest, prefixBits));
        Assert.True(rest.IsEmpty);
    }

    [Fact]
    public void Any_bytes_are_headers_or_refused()
    {
        var random = new Random(2);
        for (var i = 0; i < 50_000; i++)
        {
            var block = new byte[random.Next(60)];
            random.NextBytes(block);
            try
            {
                HeaderDecoder.Decode(block);
            }
            catch (Http2Exception refused)
            {
                Assert.Contains(refused.Code, (Http2ErrorCode[])[Http2ErrorCode.CompressionError, Http2ErrorCode.EnhanceYourCalm]);
            }
        }
    }

    private static List<(string Name, string Value)> Decode(string block) => HeaderDecoder.Decode(Convert.FromHexString(block));
}
