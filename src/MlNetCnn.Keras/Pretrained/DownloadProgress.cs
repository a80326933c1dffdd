namespace MlNetCnn.Keras;

/// <summary>How far the download of a file has come.</summary>
/// <param name="FileName">Name of the file.</param>
/// <param name="Bytes">Bytes that are here, those of an earlier, interrupted download among them. Less than before where the server made it start anew.</param>
/// <param name="Total">Bytes in all; null where the server does not say.</param>
/// <param name="Note">What went wrong and is tried again, in a sentence; null where all is well.</param>
public readonly record struct DownloadProgress(string FileName, long Bytes, long? Total, string? Note = null);
