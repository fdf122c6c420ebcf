using System.Buffers.Binary;
using System.Runtime.Versioning;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Tests.Speech;

/// <summary>With a program in espeak-ng's place where the real one would always behave.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EspeakNgTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("espeak-").FullName;

    [Fact]
    public async Task Turns_become_one_wav_file_with_the_right_lengths()
    {
        InPlaceOfEspeak("cat >/dev/null; printf 'RIFF....WAVEfmt ....\\001\\000\\001\\000\\020\\047\\000\\000........data....abcd'");
        var percents = new List<int>();

        var recording = await Render([new(Speaker.Host, "One."), new(Speaker.Guest, "Two.")], percents.Add);

        const int pause = 10_000 / 3 * 2;
        Assert.Equal((Recording.Speech, "audio/wav", 44 + 4 + pause + 4), (recording.Kind, recording.ContentType, recording.Content.Length));
        Assert.Equal(recording.Content.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(recording.Content.AsSpan(4)));
        Assert.Equal(recording.Content.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(recording.Content.AsSpan(40)));
        Assert.Equal(TimeSpan.FromSeconds((8 + pause) / 20_000.0), recording.Duration);
        Assert.Equal([50, 100], percents);
    }

    [Fact]
    public async Task Text_goes_in_on_standard_input_and_speakers_have_voices_of_their_own()
    {
        InPlaceOfEspeak($"echo \"$@\" >>{_folder}/arguments; cat >>{_folder}/texts; echo >>{_folder}/texts; printf 'RIFF....WAVEfmt ....\\001\\000\\001\\000\\020\\047\\000\\000........data....'");

        await Render([new(Speaker.Host, "--help \"$(touch x)\""), new(Speaker.Guest, "Größe; 'y'")]);

        var arguments = await File.ReadAllLinesAsync(Path.Combine(_folder, "arguments"), TestContext.Current.CancellationToken);
        Assert.Equal(["--stdin --stdout -b 1 -s 150 -v en-us", "--stdin --stdout -b 1 -s 150 -v en-gb+f3"], arguments);
        Assert.Equal(["--help \"$(touch x)\"", "Größe; 'y'"], await File.ReadAllLinesAsync(Path.Combine(_folder, "texts"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Failure_says_what_the_program_said_but_not_endlessly()
    {
        InPlaceOfEspeak("echo 'no such voice' >&2; head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 3");

        var failed = await Assert.ThrowsAsync<SpeechException>(() => Render([new(Speaker.Host, "One.")]));

        Assert.Contains("exit code 3: no such voice", failed.Message, StringComparison.Ordinal);
        Assert.InRange(failed.Message.Length, 1, 600);
    }

    [Theory]
    [InlineData("cat >/dev/null")]
    [InlineData("cat >/dev/null; echo something else that is longer than the header of a file")]
    public async Task Output_that_is_no_wav_file_is_an_error(string script)
    {
        InPlaceOfEspeak(script);

        await Assert.ThrowsAsync<SpeechException>(() => Render([new(Speaker.Host, "One.")]));
    }

    [Fact]
    public async Task Endless_sound_is_refused()
    {
        InPlaceOfEspeak("printf 'RIFF'; cat /dev/zero");

        Assert.Contains("30 MB", (await Assert.ThrowsAsync<JobInputException>(() => Render([new(Speaker.Host, "One.")]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_ends_the_program_and_what_it_started()
    {
        InPlaceOfEspeak($"sleep 1000 & echo $! >{_folder}/child.new; mv {_folder}/child.new {_folder}/child; wait");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var rendering = Render([new(Speaker.Host, "One.")], cancellationToken: cancellation.Token);
        await Until(() => File.Exists(Path.Combine(_folder, "child")));
        var child = (await File.ReadAllTextAsync(Path.Combine(_folder, "child"), TestContext.Current.CancellationToken)).Trim();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rendering);
        await Until(() => !IsAlive(child));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsAlive(string process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private Task<Recording> Render(IReadOnlyList<SpeakerTurn> turns, Action<int>? progress = null, CancellationToken? cancellationToken = null) =>
        new SpeechRenderer($"/nowhere{Path.PathSeparator}{_folder}", TimeProvider.System)
            .RenderAsync(turns, progress ?? (_ => { }), cancellationToken ?? TestContext.Current.CancellationToken);

    private void InPlaceOfEspeak(string script)
    {
        var program = Path.Combine(_folder, "espeak-ng");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
