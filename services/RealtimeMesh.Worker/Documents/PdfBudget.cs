using System.IO.Compression;
using System.Runtime.InteropServices;

namespace RealtimeMesh.Worker.Documents;

/// <summary>
/// What reading one PDF may cost, counted before it is spent: a small file can unpack to gigabytes, or draw the same text a million times.
/// </summary>
internal sealed class PdfBudget(CancellationToken cancellationToken)
{
    private const int MostBytes = 128 * 1024 * 1024;
    private const int MostBytesOfPage = 8 * 1024 * 1024;
    private const int MostLetters = 2_000_000;

    private long _bytes;
    private long _bytesOfPage;
    private int _letters;

    public void StartPage() => _bytesOfPage = 0;

    public void Charge(int bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _bytes += bytes;
        _bytesOfPage += bytes;
        if (_bytes > MostBytes || _bytesOfPage > MostBytesOfPage)
        {
            throw new JobInputException("The PDF unpacks to more than can be read: 8 MiB for a page and 128 MiB in all.");
        }
    }

    public void ChargeLetter()
    {
        if (++_letters > MostLetters)
        {
            throw new JobInputException($"The PDF has too much text in it: {MostLetters} letters are the most.");
        }
    }

    /// <summary>Counts what a deflated stream unpacks to, without keeping it.</summary>
    public void ChargeInflated(ReadOnlyMemory<byte> stream)
    {
        const int zlibHeader = 2;
        if (!MemoryMarshal.TryGetArray(stream, out var array) || array.Count <= zlibHeader)
        {
            return;
        }

        using var inflater = new DeflateStream(
            new MemoryStream(array.Array!, array.Offset + zlibHeader, array.Count - zlibHeader, writable: false), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        try
        {
            for (var read = inflater.Read(buffer); read > 0; read = inflater.Read(buffer))
            {
                Charge(read);
            }
        }
        catch (InvalidDataException)
        {
            // PdfPig comes to the same place, and keeps what was good before it.
        }
    }
}
