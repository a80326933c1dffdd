namespace MlNetCnn.Persistence;

/// <summary>What ML.NET's <c>VersionInfo</c> holds: how a component is recognised in a model zip.</summary>
/// <param name="ModelSignature">Eight characters.</param>
/// <param name="Written">Version written, as 0xMMMMmmmm.</param>
/// <param name="Readable">Oldest reader that can read what is written.</param>
/// <param name="CanReadBack">Oldest version that can be read.</param>
/// <param name="LoaderSignature">Name under which the loader is registered; at most 24 characters.</param>
/// <param name="LoaderAssembly">Full name of the assembly that holds the loader.</param>
internal sealed record FormatVersion(string ModelSignature, uint Written, uint Readable, uint CanReadBack, string LoaderSignature, string LoaderAssembly)
{
    /// <summary>The one that all components of this library are saved with.</summary>
    public static FormatVersion Current { get; } = new(
        "MLNETCNN", 0x00010001, 0x00010001, 0x00010001, TransformerLoader.Signature, typeof(FormatVersion).Assembly.FullName!);
}
