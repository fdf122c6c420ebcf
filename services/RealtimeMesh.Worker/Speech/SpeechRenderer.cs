using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Speech;

/// <summary>
/// Turns text into sound where espeak-ng is found on the search path (in the form of the PATH variable),
/// else into a transcript with times.
/// </summary>
internal sealed class SpeechRenderer(string? searchPath, TimeProvider time)
{
    /// <summary>Ten minutes of speech, about.</summary>
    public const int MostCharacters = 10_000;

    private readonly EspeakNg? _espeak = EspeakNg.Find(searchPath, time);

    /// <summary>Renders the turns one after the other and tells the percentage after each.</summary>
    public async Task<Recording> RenderAsync(IReadOnlyList<SpeakerTurn> turns, Action<int> progress, CancellationToken cancellationToken)
    {
        var speakable = turns.Select(turn => turn with { Text = SpeakableText.Of(turn.Text) }).Where(turn => turn.Text.Any(char.IsLetterOrDigit)).ToArray();
        if (speakable.Length == 0)
        {
            throw new JobInputException("There is nothing to speak: the text has no words in it.");
        }

        if (speakable.Sum(turn => (long)turn.Text.Length) is > MostCharacters and var length)
        {
            throw new JobInputException($"The text is too long to be spoken: it has {length} characters, and {MostCharacters} are the most.");
        }

        if (_espeak is null)
        {
            var transcript = Transcript.Of(speakable);
            progress(100);
            return transcript;
        }

        var sound = new WaveFile();
        for (var i = 0; i < speakable.Length; i++)
        {
            sound.Append(await _espeak.SpeakAsync(speakable[i], WaveFile.MostBytes, cancellationToken));
            progress((i + 1) * 100 / speakable.Length);
        }

        return sound.ToRecording();
    }
}
