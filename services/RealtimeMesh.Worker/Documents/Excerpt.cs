namespace RealtimeMesh.Worker.Documents;

internal static class Excerpt
{
    /// <summary>The text, or as much of it as fits and an ellipsis; at the end of a word where one is near.</summary>
    public static string Of(string text, int mostCharacters)
    {
        if (text.Length <= mostCharacters)
        {
            return text;
        }

        var end = mostCharacters - 1;
        var space = text.LastIndexOf(' ', end);
        end = space > mostCharacters / 2 ? space : end;
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return text[..end].TrimEnd() + "…";
    }
}
