using System.Text;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Tests.Speech;

public sealed class TranscriptTests
{
    [Fact]
    public void Each_sentence_is_a_cue_as_long_as_it_takes_to_say_it()
    {
        var transcript = Transcript.Of([new(Speaker.Host, "One two three four five. Six."), new(Speaker.Guest, "Seven eight.")]);

        Assert.Equal(
            """
            WEBVTT

            00:00:00.000 --> 00:00:02.000
            <v Host>One two three four five.

            00:00:02.000 --> 00:00:02.400
            <v Host>Six.

            00:00:02.400 --> 00:00:03.200
            <v Guest>Seven eight.

            """,
            Encoding.UTF8.GetString(transcript.Content));
        Assert.Equal(TimeSpan.FromSeconds(3.2), transcript.Duration);
    }

    [Fact]
    public void Text_cannot_end_its_cue_or_open_a_tag()
    {
        var vtt = Encoding.UTF8.GetString(Transcript.Of([new(Speaker.Narrator, "a --> b <b>&lt;</b> </v>")]).Content);

        Assert.EndsWith("<v Narrator>a --&gt; b &lt;b&gt;&amp;lt;&lt;/b&gt; &lt;/v&gt;\n", vtt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word ")]
    [InlineData("w")]
    [InlineData("🐝")]
    public void Long_sentence_is_cut_into_cues_that_fit_on_a_screen(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000));

        var lines = Encoding.UTF8.GetString(Transcript.Of([new(Speaker.Host, text)]).Content).Split('\n').Where(line => line.StartsWith("<v Host>", StringComparison.Ordinal));

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 208));
        Assert.Equal(text.Replace(" ", ""), string.Concat(lines.Select(line => line[8..])).Replace(" ", ""));
    }
}
