namespace Microsoft.ML.Runtime;

/// <summary>Takes messages of one type until disposed.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends a message to the listeners.</summary>
    void Send(TMessage msg);
}
