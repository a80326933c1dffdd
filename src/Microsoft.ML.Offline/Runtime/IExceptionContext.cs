namespace Microsoft.ML.Runtime;

/// <summary>Adds to an exception where it arose.</summary>
public interface IExceptionContext
{
    /// <summary>Marks <paramref name="ex"/> and returns it, to be thrown.</summary>
    TException Process<TException>(TException ex) where TException : Exception;

    /// <summary>What the exceptions are said to come from.</summary>
    string ContextDescription { get; }
}
