namespace Microsoft.ML.Runtime;

/// <summary>A progress channel without a reader: in ML.NET too, progress never reaches <see cref="MLContext.Log"/>.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    private bool _disposed;

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Contracts.CheckValue(header, nameof(header));
    }

    public void Checkpoint(params double?[] values) => ObjectDisposedException.ThrowIf(_disposed, this);

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new ProgressChannel();
    }

    public void Dispose() => _disposed = true;
}
