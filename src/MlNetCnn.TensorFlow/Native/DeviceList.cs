using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>The devices of a session.</summary>
internal static unsafe class DeviceList
{
    /// <exception cref="TensorFlowException">TensorFlow does not tell.</exception>
    public static IReadOnlyList<TensorFlowDevice> Read(TensorFlowApi api, SessionHandle session)
    {
        using var use = session.Use();
        using var status = new NativeStatus(api);
        var pointer = api.SessionListDevices(session.Session, status.Pointer);
        status.ThrowIfFailed("list the devices");
        using var list = new NativeObject(api, NativeKind.DeviceList, pointer, api.DeleteDeviceList);
        var devices = new TensorFlowDevice[api.DeviceListCount(list.Pointer)];
        for (var i = 0; i < devices.Length; i++)
        {
            // Each text is good until the list is deleted.
            var name = Text(api.DeviceListName(list.Pointer, i, status.Pointer));
            var type = Text(api.DeviceListType(list.Pointer, i, status.Pointer));
            devices[i] = new(name, type, api.DeviceListMemoryBytes(list.Pointer, i, status.Pointer));
            status.ThrowIfFailed($"describe device {i}");
        }

        return devices;

        string Text(byte* text)
        {
            status.ThrowIfFailed("describe a device");
            return Marshal.PtrToStringUTF8((nint)text) ?? "";
        }
    }
}
