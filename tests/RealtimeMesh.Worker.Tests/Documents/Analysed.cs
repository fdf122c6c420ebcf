using System.Text;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

internal static class Analysed
{
    public static DocumentAnalysis Document(string format, string content) => Document(format, Encoding.UTF8.GetBytes(content));

    public static DocumentAnalysis Document(string format, byte[] content)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return DocumentAnalysis.Of(DocumentReader.Read(format, content, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// On a thread of its own with half the usual stack, so that deep recursion shows; refusing is as good as analysing.
    /// The time is generous, because a machine may be slow; what it catches takes hours.
    /// </summary>
    public static async Task InTime(Action analyse)
    {
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => done.SetResult(Record.Exception(analyse)), maxStackSize: 768 * 1024) { IsBackground = true }.Start();

        if (await done.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken) is { } exception)
        {
            Assert.IsType<JobInputException>(exception);
        }
    }
}
