namespace MlNetCnn.Compute.Gemm;

/// <summary>Where the rows of a product go.</summary>
internal abstract unsafe class RowTarget
{
    /// <summary>The place of a row, and how many rows from there on lie <see cref="Stride"/> apart.</summary>
    public abstract float* At(int row, out int regular);

    /// <summary>Distance of regular rows.</summary>
    public abstract nint Stride { get; }
}
