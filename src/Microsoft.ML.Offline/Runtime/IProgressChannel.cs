namespace Microsoft.ML.Runtime;

/// <summary>Takes the progress of one activity.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Names units and metrics, and sets how their values are asked for.</summary>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Records metrics, then progress.</summary>
    void Checkpoint(params double?[] values);
}
