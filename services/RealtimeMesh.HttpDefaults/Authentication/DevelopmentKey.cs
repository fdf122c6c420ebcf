using System.Security.Cryptography;

namespace RealtimeMesh.HttpDefaults.Authentication;

/// <summary>The signing key of a developer's machine: made once, kept in the data folder, readable by its owner only.</summary>
internal static class DevelopmentKey
{
    public static string ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, "development-signing-key");
        if (!File.Exists(path))
        {
            // Several services may start at once: the first to move its file in wins, the others read that one.
            var own = $"{path}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(own, options))
            {
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            }

            try
            {
                File.Move(own, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(own);
            }
        }

        return File.ReadAllText(path);
    }
}
