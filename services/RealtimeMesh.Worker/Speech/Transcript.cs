using System.Globalization;
using System.Text;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Speech;

/// <summary>A WebVTT transcript: one cue per sentence, as long as it takes to say it.</summary>
internal static class Transcript
{
    private const int MostCueCharacters = 200;

    public static Recording Of(IReadOnlyList<SpeakerTurn> turns)
    {
        var vtt = new StringBuilder("WEBVTT\n");
        var now = TimeSpan.Zero;
        foreach (var turn in turns)
        {
            foreach (var cue in Sentences.In(turn.Text).SelectMany(Cues))
            {
                var end = now + Duration(cue);
                vtt.Append(CultureInfo.InvariantCulture, $"\n{now:hh\\:mm\\:ss\\.fff} --> {end:hh\\:mm\\:ss\\.fff}\n<v {turn.Speaker}>{Escape(cue)}\n");
                now = end;
            }
        }

        return new Recording(Recording.Transcript, "text/vtt", Encoding.UTF8.GetBytes(vtt.ToString()), now);
    }

    /// <summary>A long sentence in parts that fit on a screen.</summary>
    private static IEnumerable<string> Cues(string sentence)
    {
        while (sentence.Length > MostCueCharacters)
        {
            var space = sentence.LastIndexOf(' ', MostCueCharacters);
            var end = space > 0 ? space : MostCueCharacters;
            end -= char.IsHighSurrogate(sentence[end - 1]) ? 1 : 0;
            yield return sentence[..end];
            sentence = sentence[end..].TrimStart();
        }

        yield return sentence;
    }

    private static TimeSpan Duration(string cue)
    {
        var words = 0;
        foreach (var _ in Words.In(cue))
        {
            words++;
        }

        return TimeSpan.FromMilliseconds(Math.Max(words, 1) * 60_000L / SpeakingRate.WordsPerMinute);
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
