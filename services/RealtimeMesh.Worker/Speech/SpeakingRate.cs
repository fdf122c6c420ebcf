namespace RealtimeMesh.Worker.Speech;

internal static class SpeakingRate
{
    // What audio books are read at: 150 to 160 words a minute (Williams 1998, "Guidelines for the use of multimedia in instruction").
    public const int WordsPerMinute = 150;
}
