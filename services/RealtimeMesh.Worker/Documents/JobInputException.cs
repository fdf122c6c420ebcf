namespace RealtimeMesh.Worker.Documents;

/// <summary>The job can never succeed with what the user gave. The message is a sentence for that user.</summary>
internal sealed class JobInputException(string sentence, Exception? innerException = null) : Exception(sentence, innerException);
