using System.Text;

namespace RealtimeMesh.Worker.Speech;

/// <summary>Text without what espeak-ng takes as a command: control characters, and phonemes in double brackets.</summary>
internal static class SpeakableText
{
    public static string Of(string text)
    {
        var speakable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar)
            {
                speakable.Append(speakable is [.., not ' '] ? " " : "");
            }
            else
            {
                speakable.Append(rune.ToString());
            }
        }

        return speakable.Replace("[[", "[ [").ToString().Trim();
    }
}
