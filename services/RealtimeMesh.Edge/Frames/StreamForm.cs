namespace RealtimeMesh.Edge.Frames;

/// <summary>How a path writes what its clients read.</summary>
internal enum StreamForm
{
    /// <summary><c>data: &lt;event&gt;</c></summary>
    Plain,

    /// <summary><c>data: {"json":&lt;event&gt;}</c></summary>
    Rpc,
}
