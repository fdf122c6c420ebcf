using System.Diagnostics;
using System.Globalization;
using System.Text;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Speech;

/// <summary>The espeak-ng program: one process per turn, its text on standard input, its sound on standard output.</summary>
internal sealed class EspeakNg(string executable, TimeProvider time)
{
    private const int MostErrorCharacters = 500;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    public static EspeakNg? Find(string? searchPath, TimeProvider time)
    {
        var name = OperatingSystem.IsWindows() ? "espeak-ng.exe" : "espeak-ng";
        var executable = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

        return executable is null ? null : new EspeakNg(executable, time);
    }

    /// <summary>Speaks one turn; its sound as a WAV file as espeak-ng writes it, not longer than this.</summary>
    public async Task<byte[]> SpeakAsync(SpeakerTurn turn, int mostBytes, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_patience, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var process = Start(turn.Speaker);
        var errors = ReadErrorsAsync(process.StandardError, ended.Token);
        try
        {
            var sound = ReadSoundAsync(process.StandardOutput.BaseStream, mostBytes, ended.Token);
            await WriteTextAsync(process.StandardInput, turn.Text, ended.Token);
            await sound;
            await process.WaitForExitAsync(ended.Token);

            return process.ExitCode == 0
                ? await sound
                : throw new SpeechException($"espeak-ng failed with exit code {process.ExitCode}: {await errors}");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"espeak-ng did not finish a turn in {_patience.TotalSeconds:0} seconds.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            // The reader must not outlive the process that is disposed here; what it read has been told by now.
            await ((Task)errors).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Process Start(Speaker speaker)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            ArgumentList =
            {
                "--stdin", "--stdout", "-b", "1",
                "-s", SpeakingRate.WordsPerMinute.ToString(CultureInfo.InvariantCulture),
                "-v", speaker == Speaker.Guest ? "en-gb+f3" : "en-us",
            },
        };

        return Process.Start(start) ?? throw new SpeechException("espeak-ng did not start.");
    }

    private static async Task WriteTextAsync(StreamWriter input, string text, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(text.AsMemory(), cancellationToken);
            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // It has exited without reading to the end; its exit code says what there is to say.
        }
    }

    private static async Task<byte[]> ReadSoundAsync(Stream output, int mostBytes, CancellationToken cancellationToken)
    {
        using var sound = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = await output.ReadAsync(buffer, cancellationToken); read > 0; read = await output.ReadAsync(buffer, cancellationToken))
        {
            sound.Write(buffer, 0, read);
            if (sound.Length > mostBytes)
            {
                throw new JobInputException("The text is too long to be spoken: its sound would be larger than 30 MB. Shorten it.");
            }
        }

        return sound.ToArray();
    }

    /// <summary>Reads to the end, so that the process never waits for a reader, and keeps the beginning.</summary>
    private static async Task<string> ReadErrorsAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        for (var read = await output.ReadAsync(buffer, cancellationToken); read > 0; read = await output.ReadAsync(buffer, cancellationToken))
        {
            kept.Append(buffer, 0, Math.Min(read, MostErrorCharacters - kept.Length));
        }

        return kept.ToString().Trim();
    }
}
