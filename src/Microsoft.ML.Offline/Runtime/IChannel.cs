namespace Microsoft.ML.Runtime;

/// <summary>Takes log lines of one activity.</summary>
public interface IChannel : IPipe<ChannelMessage>
{
    /// <summary>Sends a trace line.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a trace line.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends an error line.</summary>
    void Error(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends an error line.</summary>
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends a warning line.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a warning line.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends an information line.</summary>
    void Info(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends an information line.</summary>
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}
