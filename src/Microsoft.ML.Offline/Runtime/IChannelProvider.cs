namespace Microsoft.ML.Runtime;

/// <summary>Opens channels for log lines and other messages.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>Opens a channel for log lines of one activity.</summary>
    IChannel Start(string name);

    /// <summary>Opens a pipe for messages of another type.</summary>
    IPipe<TMessage> StartPipe<TMessage>(string name);
}
