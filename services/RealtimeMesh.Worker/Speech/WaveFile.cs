using System.Buffers;
using System.Buffers.Binary;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Speech;

/// <summary>Joins the sound of several turns to one WAV file, with a short pause between them.</summary>
internal sealed class WaveFile
{
    public const int MostBytes = 30_000_000;

    private const int HeaderBytes = 44;
    private const int BytesPerSample = 2;

    private readonly ArrayBufferWriter<byte> _samples = new();
    private int _samplesPerSecond;

    /// <param name="turn">A WAV file as espeak-ng streams it: a header of 44 bytes whose lengths are not to be trusted, then 16-bit mono samples.</param>
    public void Append(ReadOnlySpan<byte> turn)
    {
        if (turn.Length < HeaderBytes || !turn.StartsWith("RIFF"u8) || !turn[36..].StartsWith("data"u8))
        {
            throw new SpeechException("espeak-ng did not write a WAV file.");
        }

        var samplesPerSecond = BinaryPrimitives.ReadInt32LittleEndian(turn[24..]);
        if (_samplesPerSecond == 0)
        {
            _samplesPerSecond = samplesPerSecond;
        }
        else if (_samplesPerSecond != samplesPerSecond)
        {
            throw new SpeechException("espeak-ng's voices do not have the same sample rate.");
        }

        if (_samples.WrittenCount > 0)
        {
            _samples.Write(new byte[_samplesPerSecond / 3 * BytesPerSample]);
        }

        var samples = turn[HeaderBytes..];
        _samples.Write(samples[..(samples.Length / BytesPerSample * BytesPerSample)]);
        if (_samples.WrittenCount > MostBytes)
        {
            throw new JobInputException("The text is too long to be spoken: its sound would be larger than 30 MB. Shorten it.");
        }
    }

    public Recording ToRecording()
    {
        var file = new byte[HeaderBytes + _samples.WrittenCount];
        WriteHeader(file, _samples.WrittenCount, _samplesPerSecond);
        _samples.WrittenSpan.CopyTo(file.AsSpan(HeaderBytes));

        var duration = TimeSpan.FromSeconds(_samples.WrittenCount / (double)(_samplesPerSecond * BytesPerSample));
        return new Recording(Recording.Speech, "audio/wav", file, duration);
    }

    private static void WriteHeader(Span<byte> file, int length, int samplesPerSecond)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], HeaderBytes - 8 + length);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], samplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], samplesPerSecond * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], length);
    }
}
