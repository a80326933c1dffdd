using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>Calls a generic method whose type arguments are known only at run time, as a column's value type is.</summary>
internal static class GenericCall
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Calls <paramref name="method"/> of <paramref name="holder"/> with one type argument.</summary>
    public static TResult Invoke<TResult>(Type holder, object target, string method, Type argument, params object[] parameters)
        => Invoke<TResult>(holder, target, method, [argument], parameters);

    /// <summary>Calls <paramref name="method"/> of <paramref name="holder"/> with several type arguments.</summary>
    public static TResult Invoke<TResult>(Type holder, object target, string method, Type[] arguments, params object[] parameters)
    {
        MethodInfo generic = holder.GetMethod(method, Any) ?? throw new MissingMethodException(holder.FullName, method);
        return (TResult)generic.MakeGenericMethod(arguments).Invoke(target, BindingFlags.DoNotWrapExceptions, null, parameters, null);
    }
}
