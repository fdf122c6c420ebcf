using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Tests.Speech;

public sealed class SpeechRendererTests
{
    private static readonly SpeechRenderer _transcripts = new(searchPath: "", TimeProvider.System);

    public static TheoryData<string, string> BadTexts => new()
    {
        { "", "no words" },
        { " \n\t", "no words" },
        { "?! ... —", "no words" },
        { "\u0001\u0002", "no words" },
        { new string('a', SpeechRenderer.MostCharacters + 1), "too long" },
    };

    [Theory]
    [MemberData(nameof(BadTexts))]
    public async Task Text_that_cannot_be_spoken_is_refused_with_a_sentence(string text, string reason)
    {
        var refused = await Assert.ThrowsAsync<JobInputException>(() => _transcripts.RenderAsync([new(Speaker.Narrator, text)], _ => { }, TestContext.Current.CancellationToken));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_espeak_there_is_a_transcript()
    {
        var percents = new List<int>();

        var recording = await _transcripts.RenderAsync([new(Speaker.Host, "One."), new(Speaker.Guest, "Two.")], percents.Add, TestContext.Current.CancellationToken);

        Assert.Equal((Recording.Transcript, "text/vtt"), (recording.Kind, recording.ContentType));
        Assert.Equal([100], percents);
    }

    [Theory]
    [InlineData("a\u0001b\u0000c", "a b c")]
    [InlineData(" many   \r\n spaces ", "many spaces")]
    [InlineData("[[phonemes]]", "[ [phonemes]]")]
    [InlineData("[[[", "[ [[")]
    [InlineData("\ud800 lone surrogate", "lone surrogate")]
    [InlineData("-v de; rm -rf / $(x) `y`", "-v de; rm -rf / $(x) `y`")]
    public void Text_is_spoken_without_what_espeak_takes_for_commands(string text, string speakable) =>
        Assert.Equal(speakable, SpeakableText.Of(text));
}
