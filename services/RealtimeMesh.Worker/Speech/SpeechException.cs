namespace RealtimeMesh.Worker.Speech;

/// <summary>The speech program failed at a text that it should be able to speak; another try may succeed.</summary>
internal sealed class SpeechException(string message) : Exception(message);
