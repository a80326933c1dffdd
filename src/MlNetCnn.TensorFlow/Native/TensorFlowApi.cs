using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>
/// The functions of TensorFlow's C API (<c>tensorflow/c/c_api.h</c>, <c>tf_tensor.h</c>, <c>tf_tstring.h</c>) that are called, of one library. They are found by name, not imported, so that
/// every program starts without TensorFlow and several libraries can serve in one process.
/// </summary>
internal sealed unsafe class TensorFlowApi
{
    public readonly delegate* unmanaged<byte*> Version;

    public readonly delegate* unmanaged<nint> NewStatus;
    public readonly delegate* unmanaged<nint, void> DeleteStatus;
    public readonly delegate* unmanaged<nint, int> GetCode;
    public readonly delegate* unmanaged<nint, byte*> Message;

    public readonly delegate* unmanaged<NativeBuffer*> NewBuffer;
    public readonly delegate* unmanaged<nint, void> DeleteBuffer;

    public readonly delegate* unmanaged<nint> NewGraph;
    public readonly delegate* unmanaged<nint, void> DeleteGraph;
    public readonly delegate* unmanaged<nint> NewImportGraphDefOptions;
    public readonly delegate* unmanaged<nint, void> DeleteImportGraphDefOptions;
    public readonly delegate* unmanaged<nint, NativeBuffer*, nint, nint, void> GraphImportGraphDef;
    public readonly delegate* unmanaged<nint, byte*, nint> GraphOperationByName;
    public readonly delegate* unmanaged<nint, int> OperationNumOutputs;

    public readonly delegate* unmanaged<nint> NewSessionOptions;
    public readonly delegate* unmanaged<nint, void> DeleteSessionOptions;
    public readonly delegate* unmanaged<nint, byte*, void> SetTarget;
    public readonly delegate* unmanaged<nint, byte*, nuint, nint, void> SetConfig;
    public readonly delegate* unmanaged<nint, nint, nint, nint> NewSession;
    public readonly delegate* unmanaged<nint, NativeBuffer*, byte*, byte**, int, nint, nint, nint, nint> LoadSessionFromSavedModel;
    public readonly delegate* unmanaged<nint, nint, void> CloseSession;
    public readonly delegate* unmanaged<nint, nint, void> DeleteSession;
    public readonly delegate* unmanaged<nint, NativeBuffer*, NodeOutput*, nint*, int, NodeOutput*, nint*, int, nint*, int, nint, nint, void> SessionRun;

    public readonly delegate* unmanaged<nint, nint, nint> SessionListDevices;
    public readonly delegate* unmanaged<nint, void> DeleteDeviceList;
    public readonly delegate* unmanaged<nint, int> DeviceListCount;
    public readonly delegate* unmanaged<nint, int, nint, byte*> DeviceListName;
    public readonly delegate* unmanaged<nint, int, nint, byte*> DeviceListType;
    public readonly delegate* unmanaged<nint, int, nint, long> DeviceListMemoryBytes;

    public readonly delegate* unmanaged<int, long*, int, nuint, nint> AllocateTensor;
    public readonly delegate* unmanaged<nint, void> DeleteTensor;
    public readonly delegate* unmanaged<nint, int> TensorType;
    public readonly delegate* unmanaged<nint, int> NumDims;
    public readonly delegate* unmanaged<nint, int, long> Dim;
    public readonly delegate* unmanaged<nint, nuint> TensorByteSize;
    public readonly delegate* unmanaged<nint, void*> TensorData;

    public readonly delegate* unmanaged<void*, void> StringInit;
    public readonly delegate* unmanaged<void*, byte*, nuint, void> StringCopy;
    public readonly delegate* unmanaged<void*, byte*> StringGetDataPointer;
    public readonly delegate* unmanaged<void*, nuint> StringGetSize;
    public readonly delegate* unmanaged<void*, void> StringDealloc;

    /// <summary>Finds the functions.</summary>
    /// <param name="library">The library, loaded.</param>
    /// <param name="path">What it is called, for messages.</param>
    /// <exception cref="TensorFlowException">It is no TensorFlow, or too old.</exception>
    public TensorFlowApi(nint library, string path)
    {
        // First of all the version, since a library without some function is most often too old.
        if (!NativeLibrary.TryGetExport(library, "TF_Version", out var version))
            throw new TensorFlowException($"{path} is no TensorFlow library: it has no function TF_Version. {Install.Advice}", TensorFlowStatus.Unavailable);
        Version = (delegate* unmanaged<byte*>)version;
        Release = Marshal.PtrToStringUTF8((nint)Version()) ?? "";
        if (!System.Version.TryParse(string.Join('.', Release.Split('-')[0].Split('.').Take(2)), out var release) || release < Install.Oldest)
            throw new TensorFlowException($"{path} is TensorFlow {Release}; {Install.Oldest} or newer is needed. {Install.Advice}", TensorFlowStatus.Unavailable);

        List<string> missing = [], withoutStrings = [];
        NewStatus = (delegate* unmanaged<nint>)Find("TF_NewStatus");
        DeleteStatus = (delegate* unmanaged<nint, void>)Find("TF_DeleteStatus");
        GetCode = (delegate* unmanaged<nint, int>)Find("TF_GetCode");
        Message = (delegate* unmanaged<nint, byte*>)Find("TF_Message");
        NewBuffer = (delegate* unmanaged<NativeBuffer*>)Find("TF_NewBuffer");
        DeleteBuffer = (delegate* unmanaged<nint, void>)Find("TF_DeleteBuffer");
        NewGraph = (delegate* unmanaged<nint>)Find("TF_NewGraph");
        DeleteGraph = (delegate* unmanaged<nint, void>)Find("TF_DeleteGraph");
        NewImportGraphDefOptions = (delegate* unmanaged<nint>)Find("TF_NewImportGraphDefOptions");
        DeleteImportGraphDefOptions = (delegate* unmanaged<nint, void>)Find("TF_DeleteImportGraphDefOptions");
        GraphImportGraphDef = (delegate* unmanaged<nint, NativeBuffer*, nint, nint, void>)Find("TF_GraphImportGraphDef");
        GraphOperationByName = (delegate* unmanaged<nint, byte*, nint>)Find("TF_GraphOperationByName");
        OperationNumOutputs = (delegate* unmanaged<nint, int>)Find("TF_OperationNumOutputs");
        NewSessionOptions = (delegate* unmanaged<nint>)Find("TF_NewSessionOptions");
        DeleteSessionOptions = (delegate* unmanaged<nint, void>)Find("TF_DeleteSessionOptions");
        SetTarget = (delegate* unmanaged<nint, byte*, void>)Find("TF_SetTarget");
        SetConfig = (delegate* unmanaged<nint, byte*, nuint, nint, void>)Find("TF_SetConfig");
        NewSession = (delegate* unmanaged<nint, nint, nint, nint>)Find("TF_NewSession");
        LoadSessionFromSavedModel = (delegate* unmanaged<nint, NativeBuffer*, byte*, byte**, int, nint, nint, nint, nint>)Find("TF_LoadSessionFromSavedModel");
        CloseSession = (delegate* unmanaged<nint, nint, void>)Find("TF_CloseSession");
        DeleteSession = (delegate* unmanaged<nint, nint, void>)Find("TF_DeleteSession");
        SessionRun = (delegate* unmanaged<nint, NativeBuffer*, NodeOutput*, nint*, int, NodeOutput*, nint*, int, nint*, int, nint, nint, void>)Find("TF_SessionRun");
        SessionListDevices = (delegate* unmanaged<nint, nint, nint>)Find("TF_SessionListDevices");
        DeleteDeviceList = (delegate* unmanaged<nint, void>)Find("TF_DeleteDeviceList");
        DeviceListCount = (delegate* unmanaged<nint, int>)Find("TF_DeviceListCount");
        DeviceListName = (delegate* unmanaged<nint, int, nint, byte*>)Find("TF_DeviceListName");
        DeviceListType = (delegate* unmanaged<nint, int, nint, byte*>)Find("TF_DeviceListType");
        DeviceListMemoryBytes = (delegate* unmanaged<nint, int, nint, long>)Find("TF_DeviceListMemoryBytes");
        AllocateTensor = (delegate* unmanaged<int, long*, int, nuint, nint>)Find("TF_AllocateTensor");
        DeleteTensor = (delegate* unmanaged<nint, void>)Find("TF_DeleteTensor");
        TensorType = (delegate* unmanaged<nint, int>)Find("TF_TensorType");
        NumDims = (delegate* unmanaged<nint, int>)Find("TF_NumDims");
        Dim = (delegate* unmanaged<nint, int, long>)Find("TF_Dim");
        TensorByteSize = (delegate* unmanaged<nint, nuint>)Find("TF_TensorByteSize");
        TensorData = (delegate* unmanaged<nint, void*>)Find("TF_TensorData");
        StringInit = (delegate* unmanaged<void*, void>)Find("TF_StringInit", withoutStrings);
        StringCopy = (delegate* unmanaged<void*, byte*, nuint, void>)Find("TF_StringCopy", withoutStrings);
        StringGetDataPointer = (delegate* unmanaged<void*, byte*>)Find("TF_StringGetDataPointer", withoutStrings);
        StringGetSize = (delegate* unmanaged<void*, nuint>)Find("TF_StringGetSize", withoutStrings);
        StringDealloc = (delegate* unmanaged<void*, void>)Find("TF_StringDealloc", withoutStrings);
        if (missing.Count > 0)
            throw new TensorFlowException($"{path} (TensorFlow {Release}) lacks {string.Join(", ", missing)} of TensorFlow's C API. {Install.Advice}", TensorFlowStatus.Unavailable);

        WithoutStrings = withoutStrings;

        nint Find(string name, List<string>? without = null)
        {
            if (!NativeLibrary.TryGetExport(library, name, out var address)) (without ?? missing).Add(name);
            return address;
        }
    }

    /// <summary>TensorFlow's version, e.g. <c>2.16.1</c>.</summary>
    public string Release { get; }

    /// <summary>The functions of strings that are not there. Only checkpoints need strings, so that the rest serves without.</summary>
    public IReadOnlyList<string> WithoutStrings { get; }

    /// <summary>What was made and not given back yet.</summary>
    public LiveObjects Live { get; } = new();
}
