namespace RealtimeMesh.Worker.Speech;

/// <summary>What one speaker says before the next one does.</summary>
internal sealed record SpeakerTurn(Speaker Speaker, string Text);

internal enum Speaker
{
    /// <summary>Reads a voiceover.</summary>
    Narrator,

    /// <summary>Asks, in a podcast.</summary>
    Host,

    /// <summary>Answers, in a podcast.</summary>
    Guest,
}
