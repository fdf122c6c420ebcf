namespace RealtimeMesh.Worker.Speech;

/// <summary>What became of a text: sound, or a transcript with the times at which it would be spoken;
/// its kind says which of the two.</summary>
internal sealed record Recording(string Kind, string ContentType, byte[] Content, TimeSpan Duration)
{
    public const string Speech = "speech";
    public const string Transcript = "transcript";
}
