using System.Text;

namespace RealtimeMesh.Worker.Documents;

internal static class Utf8Text
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        if (text.Contains((byte)0))
        {
            throw new JobInputException("The document is not text: it has NUL bytes in it. Text must be UTF-8; for a PDF, choose the format pdf.");
        }

        try
        {
            return _strict.GetString(text);
        }
        catch (DecoderFallbackException invalid)
        {
            throw new JobInputException("The document is not valid UTF-8. Save it as UTF-8 and try again.", invalid);
        }
    }
}
